/** The SDKs of AuthKit, ours and the official ones, as applications name them. */
export const sdkNames = [
  '@latchkey/node',
  '@workos-inc/node',
  '@workos-inc/authkit-nextjs',
  '@workos-inc/authkit-react',
  '@workos-inc/authkit-js',
  '@workos-inc/authkit-react-router',
  '@workos/authkit-tanstack-react-start',
  '@workos/authkit-sveltekit',
] as const

export type SdkName = (typeof sdkNames)[number]
