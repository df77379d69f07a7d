/** The application's pages: text in, HTML out. Everything that people typed is escaped. */

export const page = (title, content) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>${title}</title>
    <style>
      :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
      body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem }
      form { margin: 1rem 0 }
      input, select, button { font: inherit; padding: 0.5rem }
    </style>
  </head>
  <body><h1>${title}</h1>${content}</body>
</html>`

export const welcomePage = () =>
  page('Teams', '<p>Work with your team.</p><p><a href="/login">Sign in</a></p>')

export const choicePage = (user, organizations) =>
  page(
    'Your teams',
    `<p>Signed in as ${escapeHtml(user.email)}.</p>
    <ul>${organizations.map(({ id, name }) => `<li>${switchForm(id, name)}</li>`).join('')}</ul>
    <form method="post" action="/organizations">
      <label>Name <input name="name" required maxlength="100"></label> <button>Create a team</button>
    </form>
    <p><a href="/logout">Sign out</a></p>`,
  )

export const teamPage = ({ organization, auth, members, canManage, canReport }) =>
  page(
    escapeHtml(organization.name),
    `<p>You are ${escapeHtml(auth.role)} here.</p>
    <h2>Members</h2>
    <ul>${members.map(({ email, role }) => `<li>${escapeHtml(email)}, ${escapeHtml(role)}</li>`).join('')}</ul>
    ${canManage ? inviteForm : ''}
    ${canReport ? '<p><a href="/reports">Reports</a></p>' : ''}
    <p><a href="/organizations">Other teams</a> · <a href="/logout">Sign out</a></p>`,
  )

const inviteForm = `<form method="post" action="/invitations">
  <label>Email address <input type="email" name="email" required></label>
  <select name="role" aria-label="Role"><option>member</option><option>owner</option></select>
  <button>Invite</button>
</form>`

const switchForm = (id, name) =>
  `<a href="/login?organizationId=${encodeURIComponent(id)}">${escapeHtml(name)}</a>`

const escapeHtml = (text) =>
  String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
