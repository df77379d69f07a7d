import { QueryClient } from '@tanstack/react-query'
import { ApiFailure } from './failure.ts'

const secondsFresh = 10
const furtherTries = 2

export function createQueryClient() {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: secondsFresh * 1000,
        // A refusal will be refused again; only silence and faults are worth another try.
        retry: (failures, error) =>
          failures < furtherTries &&
          error instanceof ApiFailure &&
          (error.status === 0 || error.status >= 500),
        // By default a browser that believes itself offline sends nothing, and Latchkey often runs
        // on the same machine.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}
