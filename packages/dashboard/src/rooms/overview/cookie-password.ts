/** What `openssl rand -base64 32` prints: 32 random bytes, which seal an application's sessions. */
export function newCookiePassword(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
}
