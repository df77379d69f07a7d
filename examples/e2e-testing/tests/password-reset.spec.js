import { advanceClock, expect, test } from './latchkey.js'

// The clock is everybody's: these run one after the other.
test.describe.configure({ mode: 'serial' })

async function askForLink(page, email) {
  await page.goto('/login')
  await page.getByLabel('Email address').fill(email)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.getByRole('button', { name: 'Send the link' }).click()
}

test('a forgotten password is replaced by the link of the mail', async ({
  page,
  person,
  mailTo,
}) => {
  await askForLink(page, person.email)
  const { url } = await mailTo(person.email)
  await page.goto(url)
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible()
})

test('a link that lay about for too long says so', async ({ page, person, mailTo }) => {
  await askForLink(page, person.email)
  const { url } = await mailTo(person.email)
  await advanceClock(25 * 60 * 60)
  await page.goto(url)
  await expect(page.getByText(/expired/)).toBeVisible()
})
