import { getRouteApi } from '@tanstack/react-router'
import type { Environment } from '../api/types.ts'

const environmentRoute = getRouteApi('/$environment')

/** The environment named in the address: everything a room shows and changes is inside it. */
export function useEnvironment(): Environment {
  return environmentRoute.useRouteContext().environment
}
