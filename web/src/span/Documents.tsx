import { useState } from "react";
import type { Document } from "../api/types";
import { JsonTree } from "../content/JsonTree";
import { TextView } from "../content/TextView";
import { isRecord } from "../lib/json";
import { Section } from "../ui/Section";
import { SourceMark } from "./Provenance";

const FIRST = 20;

export function Documents({ documents }: { documents: readonly Document[] }) {
  const [all, setAll] = useState(false);
  if (documents.length === 0) return null;
  const shown = all ? documents : documents.slice(0, FIRST);
  return (
    <Section
      title={documents.length === 1 ? "1 document" : `${documents.length} documents`}
      mark={<SourceMark field="documents" />}
    >
      <ol className="documents">
        {shown.map((document, at) => (
          <li key={at}>
            <div className="document-score number" title={scoreTitle(document)}>
              {typeof document.score === "number" ? (
                document.score.toFixed(3)
              ) : (
                <span className="muted">no score</span>
              )}
            </div>
            <div className="reading">
              {document.id && <code className="muted">{document.id}</code>}
              {typeof document.content === "string" ? (
                <TextView text={document.content} clamp={8} />
              ) : (
                <p className="muted">Its text was not recorded.</p>
              )}
              {isRecord(document.metadata) && Object.keys(document.metadata).length > 0 && (
                <JsonTree value={document.metadata} folded />
              )}
            </div>
          </li>
        ))}
      </ol>
      {shown.length < documents.length && (
        <button type="button" className="text-button" onClick={() => setAll(true)}>
          Show all {documents.length} documents
        </button>
      )}
    </Section>
  );
}

const scoreTitle = (document: Document) =>
  typeof document.score === "number" ? `Score ${document.score}` : undefined;
