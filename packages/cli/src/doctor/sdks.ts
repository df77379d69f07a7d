import { type SdkName, sdkNames } from '../installer/packages/sdk-names.ts'

/** What stands in the sources of an application that uses an SDK as its guide says. */
interface Mark {
  code: string
  /** Any of these. */
  words: string[]
  isNeeded: boolean
  message: string
  recovery: string
}

export interface Sdk {
  name: SdkName
  /** It runs on a server, with an API key and a cookie that is sealed with a password. */
  isServer: boolean
  /** It can share its cookie between the hosts of a domain. */
  readsCookieDomain?: true
  marks: Mark[]
}

const provider = (isNeeded: boolean): Mark => ({
  code: 'missing_authkit_provider',
  words: ['AuthKitProvider'],
  isNeeded,
  message: 'No component is inside of an AuthKitProvider.',
  recovery: 'Put AuthKitProvider around the application, where its root is rendered.',
})

const known: Record<SdkName, Omit<Sdk, 'name'>> = {
  '@latchkey/node': { isServer: true, marks: [] },
  '@workos-inc/node': { isServer: true, marks: [] },
  '@workos-inc/authkit-nextjs': {
    isServer: true,
    readsCookieDomain: true,
    marks: [provider(false)],
  },
  '@workos-inc/authkit-react-router': {
    isServer: true,
    readsCookieDomain: true,
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
  '@workos/authkit-tanstack-react-start': {
    isServer: true,
    readsCookieDomain: true,
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
  '@workos/authkit-sveltekit': { isServer: true, readsCookieDomain: true, marks: [] },
  '@workos-inc/authkit-react': { isServer: false, marks: [provider(true)] },
  '@workos-inc/authkit-js': { isServer: false, marks: [] },
}

export const sdks: Sdk[] = sdkNames.map((name) => ({ name, ...known[name] }))
