/** As the dashboard shows keys: enough to tell them apart. */
export const shortened = (apiKey: string) => `${apiKey.slice(0, 8)}…${apiKey.slice(-4)}`
