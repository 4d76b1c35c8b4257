import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { show } from "../test/render";
import { Scalar } from "./JsonScalar";
import { MediaView } from "./MediaView";
import { storedMediaIn } from "./mediaTokens";
import { TextView } from "./TextView";

const token = (type: string, id = "abc_-1") => `@@@langfuseMedia:type=${type}|id=${id}|source=bytes@@@`;

describe("stored media", () => {
  it("are found by their tokens, each once", () => {
    const text = `Look: ${token("image/png")} and ${token("audio/wav", "d")}, again ${token("image/png")}`;
    expect(storedMediaIn(text)).toEqual([
      { type: "image/png", uri: "/api/v1/media/abc_-1" },
      { type: "audio/wav", uri: "/api/v1/media/d" },
    ]);
    expect(storedMediaIn("@@@langfuseMedia:type=image/png|id=../x|source=bytes@@@")).toEqual([]);
  });

  it("are pictures below the text that names them", () => {
    show(<TextView text={`See this\n${token("image/png")}`} />);
    expect(screen.getByText(/See this/)).toBeVisible();
    expect(screen.getByRole("img")).toHaveAttribute("src", "/api/v1/media/abc_-1");
  });

  it("are played on demand", () => {
    const { container } = show(<Scalar value={token("audio/wav")} />);
    const player = container.querySelector("audio");
    expect(player).toHaveAttribute("src", "/api/v1/media/abc_-1");
    expect(player).toHaveAttribute("preload", "none");
  });

  it("are links where a browser cannot show them", () => {
    show(<MediaView part={{ type: "file", uri: token("text/html"), mimeType: null, fileId: null }} />);
    expect(screen.getByRole("link", { name: "Open" })).toHaveAttribute("href", "/api/v1/media/abc_-1");
  });
});
