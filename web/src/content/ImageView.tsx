import { useState } from "react";
import { formatBytes } from "../lib/format";
import { Icon } from "../ui/Icon";
import { isStored } from "./mediaTokens";

/** Pictures that cannot carry scripts into this page: they are only ever drawn by an img element. */
const DATA_IMAGE = /^data:image\/(png|jpe?g|gif|webp|avif|bmp|svg\+xml)[;,]/i;
const REMOTE = /^https?:\/\//i;

interface Props {
  uri: string | null;
  alt: string;
  mimeType?: string | null;
}

/**
 * Images inside the trace are shown small and open on a click. A remote image is never fetched: doing so would
 * tell its host who reads this trace, and when. It is a link instead.
 */
export function ImageView({ uri, alt, mimeType }: Props) {
  const [large, setLarge] = useState(false);
  const [broken, setBroken] = useState(false);
  if (uri === null || uri === "") return <span className="media-chip">Image without content {mimeType}</span>;
  if (REMOTE.test(uri)) {
    return (
      <span className="media-chip">
        Remote image, not loaded.{" "}
        <a href={uri} target="_blank" rel="noreferrer noopener" title={uri}>
          Open at {hostOf(uri)} <Icon name="out" size={12} />
        </a>
      </span>
    );
  }
  const stored = isStored(uri);
  if (broken) {
    return (
      <span className="media-chip">
        This image cannot be shown: its data {stored ? "was not sent, or" : ""} is not a picture.
      </span>
    );
  }
  if (!stored && !DATA_IMAGE.test(uri))
    return <span className="media-chip">Image at {uri.slice(0, 120)}</span>;
  return (
    <button
      type="button"
      className="image-button"
      aria-expanded={large}
      title={`${large ? "Make smaller" : "Make larger"}${stored ? "" : ` (${formatBytes(Math.round(uri.length * 0.75))})`}`}
      onClick={() => setLarge(!large)}
    >
      <img src={uri} alt={alt === "" ? "Image in this message" : alt} onError={() => setBroken(true)} />
    </button>
  );
}

function hostOf(uri: string): string {
  try {
    return new URL(uri).host;
  } catch {
    return "its address";
  }
}
