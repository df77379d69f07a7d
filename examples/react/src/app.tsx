import { useAuth } from '@workos-inc/authkit-react'
import { AccountPage } from './account-page.tsx'
import { HomePage } from './home-page.tsx'
import { SignIn } from './sign-in.tsx'

const pages = {
  '/': HomePage,
  '/account': () => {
    const { user } = useAuth()
    return user ? <AccountPage user={user} /> : <SignIn returnTo='/account' />
  },
  // AuthKit sends people here who begin to sign in elsewhere, such as by a bookmark.
  '/login': () => <SignIn returnTo='/' />,
}

export const isPage = (path: unknown): path is keyof typeof pages =>
  typeof path === 'string' && Object.hasOwn(pages, path)

/** Three pages need no router. With one, `/account` is a route that asks for a user. */
export function App() {
  const { isLoading } = useAuth()
  const path = window.location.pathname

  if (isLoading) return null
  const Page = isPage(path) ? pages[path] : NotFound
  return <Page />
}

const NotFound = () => <h1>There is no such page</h1>
