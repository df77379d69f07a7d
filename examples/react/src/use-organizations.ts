import { useAuth } from '@workos-inc/authkit-react'
import { useEffect, useState } from 'react'

interface Organization {
  id: string
  name: string
}

/** Asks the API, which knows by the access token who asks. */
export function useOrganizations() {
  const { getAccessToken } = useAuth()
  const [organizations, setOrganizations] = useState<Organization[]>([])
  const [hasFailed, setHasFailed] = useState(false)

  useEffect(() => {
    const leaving = new AbortController()
    fetchOrganizations(getAccessToken, leaving.signal)
      .then(setOrganizations)
      .catch(() => leaving.signal.aborted || setHasFailed(true))
    return () => leaving.abort()
  }, [getAccessToken])

  return { organizations, hasFailed }
}

async function fetchOrganizations(
  getAccessToken: () => Promise<string>,
  signal: AbortSignal,
): Promise<Organization[]> {
  // Renewed when it has expired, so ask for it each time instead of keeping it.
  const headers = { authorization: `Bearer ${await getAccessToken()}` }
  const response = await fetch('/api/organizations', { headers, signal })
  if (!response.ok) throw new Error(`The API answered ${response.status}.`)
  return response.json()
}
