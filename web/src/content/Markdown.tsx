import { memo, type ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import { CopyButton } from "../ui/CopyButton";
import { ImageView } from "./ImageView";
import { keepRedactionMarks, safeLink } from "./markdownRules";
import { PlainText } from "./PlainText";
import { REDACTED } from "./redacted";
import "./markdown.css";

const PLUGINS = [remarkGfm, keepRedactionMarks];

/** Raw HTML is never made into elements; links and images pass the checks below. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return (
    <ErrorBoundary key={text} fallback={<PlainText text={text} prose />}>
      <div className="markdown">
        <ReactMarkdown
          remarkPlugins={PLUGINS}
          components={COMPONENTS}
          urlTransform={keepUrl}
          skipHtml={false}
        >
          {text}
        </ReactMarkdown>
      </div>
    </ErrorBoundary>
  );
});

/** The components below decide; nothing else in Markdown has an address. */
const keepUrl = (url: string) => url;

const COMPONENTS: Components = {
  a({ href, children }) {
    const safe = href === undefined ? undefined : safeLink(href);
    if (safe === undefined) return <span title={href}>{children}</span>;
    return (
      <a href={safe} target="_blank" rel="noreferrer noopener">
        {children}
      </a>
    );
  },
  img({ src, alt }) {
    return <ImageView uri={typeof src === "string" ? src : null} alt={alt ?? ""} />;
  },
  table({ children }) {
    return (
      <div className="table-scroll">
        <table>{children}</table>
      </div>
    );
  },
  code({ className, children }) {
    if (children === REDACTED) return <span className="redacted-chip">redacted</span>;
    return <code className={className}>{children}</code>;
  },
  pre({ children }) {
    const { language, text } = codeOf(children);
    return (
      <div className="code-block">
        <div className="code-head">
          <span className="muted">{language}</span>
          <CopyButton text={text} label="Copy the code" />
        </div>
        <pre>{children}</pre>
      </div>
    );
  },
};

function codeOf(children: ReactNode): { language: string; text: string } {
  if (typeof children !== "object" || children === null || !("props" in children))
    return { language: "", text: "" };
  const { className, children: code } = children.props as { className?: string; children?: ReactNode };
  return {
    language: /language-(\S+)/.exec(className ?? "")?.[1] ?? "",
    text: typeof code === "string" ? code : "",
  };
}
