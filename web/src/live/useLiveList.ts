import { useCallback, useEffect, useState } from "react";
import { follow, type Connection } from "./eventStream";
import { hear, NO_NEWS, type News } from "./liveList";

/** Follows a list. `forget` is for a list that was read anew. */
export function useLiveList(from: () => string | undefined, enabled: boolean) {
  const [news, setNews] = useState<News>(NO_NEWS);
  const [connection, setConnection] = useState<Connection>("connecting");
  const forget = useCallback(() => setNews(NO_NEWS), []);
  useEffect(() => {
    if (!enabled) return;
    const start = from();
    const parameters = new URLSearchParams({ limit: "50", ...(start === undefined ? {} : { from: start }) });
    const stop = follow(`/api/v1/live?${parameters.toString()}`, {
      onEvents: (events) => setNews((before) => hear(before, events)),
      onConnection: setConnection,
    });
    return () => {
      stop();
      setNews(NO_NEWS);
    };
  }, [from, enabled]);
  return { news, connection, forget };
}
