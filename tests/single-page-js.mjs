import { createClient } from '@workos-inc/authkit-js'

/** An application that is nothing but a page: the official package, two buttons, and who is there. */

document.querySelector('main').innerHTML = `
  <h1></h1>
  <output></output>
  <button id="sign-in">Sign in</button>
  <button id="sign-out">Sign out</button>
  <button id="sign-out-here">Sign out here</button>`

const { clientId, ...options } = globalThis.configuration
const authkit = await createClient(clientId, {
  ...options,
  onRedirectCallback: ({ state }) => {
    document.querySelector('output').textContent = state?.from ?? ''
  },
})

function show() {
  const user = authkit.getUser()
  document.querySelector('h1').textContent = user ? `Welcome, ${user.email}!` : 'Signed out'
}

const onClick = (id, act) => document.querySelector(id).addEventListener('click', act)
onClick('#sign-in', () => authkit.signIn({ state: { from: 'the page + its "state"' } }))
onClick('#sign-out', () => authkit.signOut())
onClick('#sign-out-here', async () => {
  await authkit.signOut({ navigate: false })
  show()
})

globalThis.authkit = authkit
show()
