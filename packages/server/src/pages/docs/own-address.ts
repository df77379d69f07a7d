/** Where the guides, as they are written, say that Latchkey runs. */
const writtenAddress = 'http://localhost:4000'

/**
 * A guide with the addresses of this server: whole ones, and the three variables by which the official
 * SDKs are told the same. The port is left out where it is the usual one, HTTPS because it is usual.
 */
export function atAddress(markdown: string, baseUrl: string): string {
  const { protocol, hostname, port } = new URL(baseUrl)
  const variables: Record<string, string | null> = {
    HOSTNAME: hostname,
    PORT: port || null,
    HTTPS: protocol === 'https:' ? null : 'false',
  }
  return markdown
    .replaceAll(writtenAddress, () => baseUrl)
    .replaceAll(
      /^(\s*WORKOS_API_(HOSTNAME|PORT|HTTPS)=)(['"]?)(?:localhost|4000|false)\3\n/gm,
      (_line, assignment: string, name: string, quote: string) =>
        variables[name] === null ? '' : `${assignment}${quote}${variables[name]}${quote}\n`,
    )
}
