export { PKCE, type PKCEPair } from './pkce.ts'
export { WorkOS, WorkOS as Latchkey } from './workos.ts'
