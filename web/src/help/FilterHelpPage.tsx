import { useMemo } from "react";
import queryDoc from "../../../docs/query.md?raw";
import { Shell } from "../app/Shell";
import { Markdown } from "../content/Markdown";
import { goBack } from "../app/router";
import { Icon } from "../ui/Icon";
import { useTitle } from "../ui/useTitle";
import "./help.css";

/** The words of the language, from the same file that a reader of the repository sees. */
export function FilterHelpPage() {
  useTitle("The filter language");
  // Its other files are not here.
  const text = useMemo(
    () => queryDoc.replace(/^# .*\n/, "").replace(/\[([^\]]+)\]\((?!https?:)[^)]+\)/g, "$1"),
    [],
  );
  const controls = (
    <button type="button" className="button" onClick={() => goBack("/")}>
      <Icon name="back" size={14} />
      Traces
    </button>
  );
  return (
    <Shell title={<h1>The filter language</h1>} controls={controls}>
      <div className="help-page" tabIndex={0} role="region" aria-label="The filter language">
        <Markdown text={text} />
      </div>
    </Shell>
  );
}
