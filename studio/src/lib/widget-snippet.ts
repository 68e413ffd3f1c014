/** What somebody puts into a page: the assistant’s public name, how its launcher looks, and nothing secret. */
export const widgetSnippet = (origin: string, widget: { public_id: string; accent: string; position: string }): string =>
  `<script src="${origin}/widget.js" data-assistant="${widget.public_id}" data-accent="${widget.accent}" data-position="${widget.position}" async></script>`;
