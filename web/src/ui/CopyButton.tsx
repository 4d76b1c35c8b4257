import { useEffect, useState } from "react";
import { Icon } from "./Icon";
import "./buttons.css";

interface Props {
  /** The text, or how to make it: large values are only built when asked for. */
  text: string | (() => string);
  label: string;
  /** Shows the label beside the icon. */
  wide?: boolean;
}

export function CopyButton({ text, label, wide = false }: Props) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 1500);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    const value = typeof text === "function" ? text() : text;
    navigator.clipboard.writeText(value).then(
      () => setState("copied"),
      () => setState("refused"),
    );
  };
  const said = state === "copied" ? "Copied" : state === "refused" ? "The browser refused to copy" : label;
  return (
    <button type="button" className="icon-button copy-button" onClick={copy} title={said} aria-label={said}>
      <Icon name={state === "copied" ? "done" : state === "refused" ? "close" : "copy"} size={14} />
      {wide && <span>{state === "idle" ? label : said}</span>}
    </button>
  );
}
