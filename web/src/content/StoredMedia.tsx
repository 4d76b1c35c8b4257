import { ImageView } from "./ImageView";
import { storedMediaIn, type StoredMedium } from "./mediaTokens";

/** The media that tokens in a text stand for. Nothing is fetched but pictures, until it is played or opened. */
export function StoredMedia({ text }: { text: string }) {
  return storedMediaIn(text).map((medium) => <OneMedium key={medium.uri} medium={medium} />);
}

function OneMedium({ medium: { type, uri } }: { medium: StoredMedium }) {
  const kind = type.split("/", 1)[0]?.toLowerCase();
  if (kind === "image") return <ImageView uri={uri} alt="" mimeType={type} />;
  if (kind === "audio") return <audio controls preload="none" src={uri} title={type} />;
  if (kind === "video")
    return <video controls preload="none" src={uri} title={type} className="stored-video" />;
  return (
    <span className="media-chip">
      File <span className="muted">{type}</span>{" "}
      <a href={uri} target="_blank" rel="noreferrer noopener">
        Open
      </a>
    </span>
  );
}
