/** Loaded before a program that is measured: answers each message of the bench with the CPU time used until now. */
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: user + system, memory: process.memoryUsage.rss() });
});

// Waiting for messages must not keep the program from ending.
process.channel?.unref();
// It ends with the bench, however that ends.
process.on('disconnect', () => process.exit());
