import { useCallback, useEffect, useState } from "react";
import { askedParameters } from "../api/client";
import { follow, type Connection } from "./eventStream";
import { hear, NO_NEWS, type News } from "./liveList";

/** Follows a list. `forget` is for a list that was read anew. */
export function useLiveList(q: string, from: () => string | undefined, enabled: boolean) {
  const [news, setNews] = useState<News>(NO_NEWS);
  const [connection, setConnection] = useState<Connection>("connecting");
  const forget = useCallback(() => setNews(NO_NEWS), []);
  useEffect(() => {
    if (!enabled) return;
    const parameters = askedParameters({ q, from: from() }, { limit: "50" });
    const stop = follow(`/api/v1/live?${parameters.toString()}`, {
      onEvents: (events) => setNews((before) => hear(before, events)),
      onConnection: setConnection,
    });
    return () => {
      stop();
      setNews(NO_NEWS);
    };
  }, [q, from, enabled]);
  return { news, connection, forget };
}
