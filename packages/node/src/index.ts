export { WorkOS, WorkOS as Latchkey } from './workos.ts'
