import { useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { asProblem } from "@/api/http";
import { uploadDocument } from "@/api/kb";

export interface Sending {
  name: string;
  share: number;
  error: string | null;
}

/** Files go up one after the other, each with its progress; those that were refused stay, with why. */
export function useUploads(base: string) {
  const [sending, setSending] = useState<Sending[]>([]);
  const client = useQueryClient();
  const send = async (files: File[]) => {
    for (const file of files) {
      const update = (change: Partial<Sending>) => setSending((all) => all.map((one) => (one.name === file.name ? { ...one, ...change } : one)));
      setSending((all) => [...all.filter((one) => one.name !== file.name), { name: file.name, share: 0, error: null }]);
      try {
        await uploadDocument(base, file, (share) => update({ share }));
        setSending((all) => all.filter((one) => one.name !== file.name));
      } catch (error) {
        update({ error: asProblem(error).message });
      }
      await client.invalidateQueries({ queryKey: ["kb", base] });
    }
  };
  return { sending, send: (files: File[]) => void send(files) };
}
