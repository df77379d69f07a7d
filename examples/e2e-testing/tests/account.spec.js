import { expect, test } from './latchkey.js'

test('the account asks to sign in, and comes back to where one wanted to go', async ({
  page,
  person,
}) => {
  await page.goto('/account')
  await page.getByLabel('Email address').fill(person.email)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery staple')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/account$/)
  await expect(page.getByText(`Signed in as ${person.email}`)).toBeVisible()
})

test('a member has the role that the configuration file gives them', async ({ page, signIn }) => {
  await signIn('ada@example.com')
  await page.goto('/account')
  await expect(page.getByText('You are buyer of org_01K0000000000000000000000A.')).toBeVisible()
})

test('who signed out is asked to sign in again', async ({ page, person, signIn }) => {
  await signIn(person.email)
  await page.getByRole('link', { name: 'Sign out' }).click()
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
  await page.goto('/account')
  await expect(page.getByLabel('Email address')).toBeVisible()
})
