import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { LiveSpan, Trace, TraceSummary } from "../api/types";
import { nanosBetween } from "../lib/time";
import { follow, type Connection, type LiveEvent } from "./eventStream";
import { mergeSpans } from "./mergeSpans";

/** The whole trace, content included, is read again when it has been quiet for a moment, or at the latest after some. */
const QUIET = 700;
const LATEST = 5000;
const LARGE = 5000;
const LARGE_LATEST = 20_000;

type LiveTrace = TraceSummary & { updatedAt: string };

/** Keeps a trace that is shown up to date: its spans as they come, what it says when it is quiet. */
export function useLiveTrace(traceId: string, isRead: boolean) {
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>("connecting");
  const [gone, setGone] = useState(false);
  useEffect(() => {
    if (!isRead) return;
    const key = ["trace", traceId];
    const readAgain = lazily(
      () => {
        void client.invalidateQueries({ queryKey: key });
        void client.invalidateQueries({ queryKey: ["span", traceId] });
      },
      () => ((client.getQueryData<Trace>(key)?.spanCount ?? 0) > LARGE ? LARGE_LATEST : LATEST),
    );

    const spans: LiveSpan[] = [];
    const onEvent = ({ name, data }: LiveEvent) => {
      if (name === "gone") {
        setGone(true);
        spans.length = 0;
      } else if (name === "spans") {
        spans.push(...(data as { spans: LiveSpan[] }).spans);
      } else if (name === "trace") {
        setGone(false);
        const before = client.getQueryData<Trace>(key);
        if (before === undefined) return;
        const now = data as LiveTrace;
        // The first one only says how things stand.
        const isNews =
          spans.length > 0 || before.updatedAt !== now.updatedAt || before.spanCount !== now.spanCount;
        client.setQueryData(key, applied(before, now, spans.splice(0)));
        if (isNews || isFollowing) readAgain.soon();
        isFollowing = true;
      }
    };
    let isFollowing = false;
    const stop = follow(`/api/v1/traces/${encodeURIComponent(traceId)}/live?snapshot=0`, {
      onEvents: (events) => events.forEach(onEvent),
      onConnection: (now) => {
        // A new connection begins with how things stand.
        if (now !== "open") isFollowing = false;
        setConnection(now);
      },
    });
    return () => {
      stop();
      readAgain.cancel();
    };
  }, [client, traceId, isRead]);
  return { connection, gone };
}

/** What is known at once; `updatedAt` is left for the answer that has the content of that moment. */
function applied(before: Trace, now: LiveTrace, spans: readonly LiveSpan[]): Trace {
  const shift = nanosBetween(now.startUnixNano, before.startUnixNano);
  return {
    ...before,
    ...now,
    updatedAt: before.updatedAt,
    skeleton: mergeSpans(before.skeleton, spans, now.startUnixNano, shift),
  };
}

/** Runs something once it has been asked for and then not for a moment, but not later than allowed. */
function lazily(run: () => void, latest: () => number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let first: number | null = null;
  return {
    soon() {
      first ??= Date.now();
      clearTimeout(timer);
      const left = Math.max(0, first + latest() - Date.now());
      timer = setTimeout(
        () => {
          first = null;
          run();
        },
        Math.min(QUIET, left),
      );
    },
    cancel: () => clearTimeout(timer),
  };
}
