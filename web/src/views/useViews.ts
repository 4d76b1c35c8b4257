import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { deleteView, fetchViews, saveView } from "../api/client";
import type { ViewContent } from "../api/types";

const KEY = ["views"];

export function useViews() {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => fetchViews(signal) });
}

export function useSaveView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, view }: { id: string | null; view: ViewContent }) => saveView(id, view),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useDeleteView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deleteView,
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
