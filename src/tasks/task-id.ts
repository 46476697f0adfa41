/** More than any provider's ids have. */
const longest = 256;

/** Why a text cannot be any provider's task id, or null where it can. */
export function refuseTaskId(taskId: string): string | null {
  if (taskId.trim() === '') return 'must not be empty';
  if (taskId.length > longest) return `must not be longer than ${longest} characters`;
  if (/\p{Cc}/u.test(taskId)) return 'must not contain control characters';
  if (!taskId.isWellFormed()) return 'must be well-formed Unicode';
  return null;
}
