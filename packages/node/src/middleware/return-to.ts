const home = '/'
/** It waits in a cookie, and several of them have to fit into the headers of one request. */
const longestCharacters = 600
const anyOrigin = 'http://application.invalid'

/**
 * Where somebody goes after the sign-in: a path of this application. Everything that a browser could
 * take for another site leads to the home page, because a sign-in that ends elsewhere is what
 * phishing begins with.
 */
export function safeReturnTo(wanted: string | null | undefined): string {
  return wanted && isPath(wanted) ? normalized(wanted) : home
}

/** Browsers take a backslash for a slash and skip control characters (WHATWG URL, basic parser). */
function isPath(wanted: string) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
  return /^\/(?!\/)[^\\\u0000-\u0020\u007f]*$/.test(wanted) && wanted.length <= longestCharacters
}

function normalized(path: string) {
  const url = URL.parse(path, anyOrigin)
  // "/.//elsewhere.example" is a path that becomes "//elsewhere.example".
  if (url?.origin !== anyOrigin || url.pathname.startsWith('//')) return home
  const whole = url.pathname + url.search + url.hash
  return whole.length <= longestCharacters ? whole : home
}
