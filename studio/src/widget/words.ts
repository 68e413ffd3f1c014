// The few words of the loader, which has to stay too small for the catalogues.
const WORDS = {
  en: { open: "Open chat", close: "Close chat", chat: "Chat", unread: "unread messages" },
  de: { open: "Chat öffnen", close: "Chat schließen", chat: "Chat", unread: "ungelesene Nachrichten" },
  pl: { open: "Otwórz czat", close: "Zamknij czat", chat: "Czat", unread: "nieprzeczytane wiadomości" },
  es: { open: "Abrir el chat", close: "Cerrar el chat", chat: "Chat", unread: "mensajes sin leer" },
};

export const wordsOf = (locale: string) => WORDS[locale.slice(0, 2).toLowerCase() as keyof typeof WORDS] ?? WORDS.en;
