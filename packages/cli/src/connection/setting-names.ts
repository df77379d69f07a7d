/** Frameworks publish to browsers what begins with their prefix. */
export const publicPrefixes = ['NEXT_PUBLIC_', 'VITE_', 'PUBLIC_', 'REACT_APP_']

export const clientIdNames = [
  'WORKOS_CLIENT_ID',
  ...publicPrefixes.map((prefix) => `${prefix}WORKOS_CLIENT_ID`),
]

/** Where the application wants people back. */
export const redirectNames = [
  'WORKOS_REDIRECT_URI',
  ...publicPrefixes.map((prefix) => `${prefix}WORKOS_REDIRECT_URI`),
]

/** Where the platform is. */
export const addressNames = [
  'LATCHKEY_URL',
  'WORKOS_API_BASE_URL',
  'WORKOS_API_HOSTNAME',
  ...publicPrefixes.map((prefix) => `${prefix}WORKOS_API_HOSTNAME`),
]

export const cookieDomainName = 'WORKOS_COOKIE_DOMAIN'
