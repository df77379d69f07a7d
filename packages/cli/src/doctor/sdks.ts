/** What stands in the sources of an application that uses an SDK as its guide says. */
export interface Mark {
  code: string
  /** Any of these. */
  words: string[]
  isNeeded: boolean
  message: string
  recovery: string
}

export interface Sdk {
  name: string
  /** It runs on a server, with an API key and a cookie that is sealed with a password. */
  isServer: boolean
  marks: Mark[]
}

const provider = (isNeeded: boolean): Mark => ({
  code: 'missing_authkit_provider',
  words: ['AuthKitProvider'],
  isNeeded,
  message: 'No component is inside of an AuthKitProvider.',
  recovery: 'Put AuthKitProvider around the application, where its root is rendered.',
})

/** Ours, and the official ones, as applications name them. */
export const sdks: Sdk[] = [
  { name: '@latchkey/node', isServer: true, marks: [] },
  { name: '@workos-inc/node', isServer: true, marks: [] },
  { name: '@workos-inc/authkit-nextjs', isServer: true, marks: [provider(false)] },
  {
    name: '@workos-inc/authkit-react-router',
    isServer: true,
    marks: [
      {
        code: 'missing_root_auth_loader',
        words: ['authkitLoader'],
        isNeeded: true,
        message: 'No loader is made by authkitLoader.',
        recovery: 'Export a loader of authkitLoader from the root route.',
      },
      {
        code: 'wrong_callback_loader',
        words: ['authLoader'],
        isNeeded: true,
        message: 'No route is answered by authLoader.',
        recovery: 'Export authLoader() as the loader of the callback route.',
      },
    ],
  },
  {
    name: '@workos/authkit-tanstack-react-start',
    isServer: true,
    marks: [
      {
        code: 'missing_authkit_middleware',
        words: ['authkitMiddleware'],
        isNeeded: true,
        message: 'No request passes authkitMiddleware.',
        recovery: 'Add authkitMiddleware() to the request middleware of src/start.ts.',
      },
      provider(false),
    ],
  },
  { name: '@workos/authkit-sveltekit', isServer: true, marks: [] },
  { name: '@workos-inc/authkit-react', isServer: false, marks: [provider(true)] },
  { name: '@workos-inc/authkit-js', isServer: false, marks: [] },
]
