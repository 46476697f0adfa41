/**
 * GraphiQL's styles. It leaves its tabs the offsets of their first layout, and hides them by a style that ends when a tab
 * is focused: the tab that is clicked jumped away from under the pointer. So they never count.
 */
export const graphiqlStyle = (style: string): string => `${style}
.graphiql-tab { transform: none !important }
${phoneStyle}`;

/** On a phone: the editor over the answer, the plug-ins' buttons at the foot, and an open plug-in in place of the variables. */
const phoneStyle = `@media (max-width: 720px) {
  .graphiql-container { height: 100dvh; flex-direction: column-reverse }
  .graphiql-container .graphiql-sidebar { width: 100%; flex-direction: row; padding: 0 var(--px-8); overflow: auto hidden }
  .graphiql-container .graphiql-main { flex-direction: column; position: relative; min-height: 0; overflow: hidden }
  .graphiql-container .graphiql-sessions { margin: 0; border-radius: 0; min-height: 0 }
  .graphiql-container #graphiql-session { flex-direction: column; padding: 0; min-height: 0 }
  .graphiql-container :is(.graphiql-editors, .graphiql-query-editor, .graphiql-response) { min-height: 0 }
  .graphiql-container .margin { max-height: 100% }
  .graphiql-container .graphiql-horizontal-drag-bar, .graphiql-container .graphiql-logo { display: none !important }
  .graphiql-container .graphiql-query-editor, .graphiql-container .graphiql-editor-tool { padding: var(--px-8) }
  .graphiql-container .graphiql-plugin { flex: 1 !important; min-height: 0; border: 0 }
  .graphiql-container .graphiql-plugin:not(:empty) ~ * :is(.graphiql-editor-tools, .graphiql-editor-tool) { display: none }
}
`;
