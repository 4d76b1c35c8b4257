import { REDACTED } from "./redacted";

/** Above this, Markdown takes longer than a reader should wait; the text is then shown as it stands. */
export const MARKDOWN_LIMIT = 100_000;

const SIGNS =
  /(^|\n)(#{1,6} |\s*[-*+] \S|\s*\d+[.)] \S|```|~~~|> |\|.+\|)|\*\*[^*\n]+\*\*|(^|\W)__[^_\n]+__(\W|$)|`[^`\n]+`|!?\[[^\]\n]*\]\([^)\n]+\)/;
/** Nesting beyond this is an attack on the parser, not a document. */
const TOO_DEEP = /(^|\n)(?:[ \t]*[>*+-][ \t]*){60,}/;

export function looksLikeMarkdown(text: string): boolean {
  return SIGNS.test(text) && !TOO_DEEP.test(text);
}

/** Addresses that a link may have. Everything else stays text. */
export function safeLink(url: string): string | undefined {
  return /^(https?:|mailto:)/i.test(url) ? url : undefined;
}

interface MarkdownNode {
  type: string;
  value?: string;
  children?: MarkdownNode[];
  position?: { start: { offset?: number }; end: { offset?: number } };
}

/** `__REDACTED__` means bold to Markdown; here it is a mark of its own, carried as code. */
export function keepRedactionMarks() {
  return (tree: MarkdownNode, file: { value: unknown }) => {
    const source = String(file.value);
    const stack = [tree];
    while (stack.length > 0) {
      const node = stack.pop()!;
      const { start, end } = node.position ?? {};
      if (node.type === "strong" && source.slice(start?.offset, end?.offset) === REDACTED) {
        node.type = "inlineCode";
        node.value = REDACTED;
        delete node.children;
      }
      if (node.children) stack.push(...node.children);
    }
  };
}
