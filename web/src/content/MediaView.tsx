import type { MediaPart } from "../api/types";
import { formatBytes } from "../lib/format";
import { ImageView } from "./ImageView";
import { safeLink } from "./markdownRules";
import { isRedacted } from "./redacted";
import { StoredMedia } from "./StoredMedia";
import { storedMediaIn } from "./mediaTokens";

const WORDS = { image: "Image", audio: "Audio", video: "Video", file: "File" } as const;

/** Pictures are drawn; sound, film and files can be saved or opened, but play nothing by themselves. */
export function MediaView({ part }: { part: MediaPart }) {
  const { uri, mimeType, fileId, type } = part;
  if (uri != null && isRedacted(uri)) {
    return <span className="redacted-chip">{type}, redacted by sender</span>;
  }
  if (uri != null && storedMediaIn(uri).length > 0) return <StoredMedia text={uri} />;
  if (type === "image" && uri != null) return <ImageView uri={uri} alt="" mimeType={mimeType ?? null} />;
  const facts = [mimeType, fileId != null && `file id ${fileId}`].filter(Boolean).join(", ");
  return (
    <span className="media-chip">
      {WORDS[type]} <span className="muted">{facts}</span>{" "}
      {uri == null ? "The content was not recorded." : <MediaLink uri={uri} type={type} />}
    </span>
  );
}

function MediaLink({ uri, type }: { uri: string; type: string }) {
  if (uri.startsWith("data:")) {
    return (
      <a href={uri} download={type}>
        Save {formatBytes(Math.round(uri.length * 0.75))}
      </a>
    );
  }
  const safe = safeLink(uri);
  if (safe === undefined) return <code>{uri.slice(0, 200)}</code>;
  return (
    <a href={safe} target="_blank" rel="noreferrer noopener">
      Open
    </a>
  );
}
