import { expect, newEmail, password, test } from './latchkey.js'

test('somebody new signs up with the code that is mailed to them', async ({ page, mailTo }) => {
  const email = newEmail()
  await page.goto('/')
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Sign up' }).click()
  await page.getByLabel('Email address').fill(email)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Continue' }).click()

  const { code } = await mailTo(email)
  await page.getByLabel('Code').fill(code)
  await expect(page.getByRole('link', { name: 'Sign out' })).toBeVisible()
})
