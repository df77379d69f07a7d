import { expect, test } from 'vitest'
import { atAddress } from './own-address.ts'

const written = `Open http://localhost:4000/dashboard.

WORKOS_API_HOSTNAME='localhost'
WORKOS_API_PORT='4000'
WORKOS_API_HTTPS='false'
PORT=4000
`

test.each([
  [
    'https://auth.example.com',
    "Open https://auth.example.com/dashboard.\n\nWORKOS_API_HOSTNAME='auth.example.com'\nPORT=4000\n",
  ],
  [
    'https://auth.example.com:8443',
    "Open https://auth.example.com:8443/dashboard.\n\nWORKOS_API_HOSTNAME='auth.example.com'\nWORKOS_API_PORT='8443'\nPORT=4000\n",
  ],
  [
    'http://localhost:5000',
    "Open http://localhost:5000/dashboard.\n\nWORKOS_API_HOSTNAME='localhost'\nWORKOS_API_PORT='5000'\nWORKOS_API_HTTPS='false'\nPORT=4000\n",
  ],
  ['http://localhost:4000', written],
])('a guide served at %s names that address, in all the ways it is told', (baseUrl, expected) => {
  expect(atAddress(written, baseUrl)).toBe(expected)
})
