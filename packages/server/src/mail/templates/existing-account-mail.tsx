import { type MailContent, subjectLine, textPart, webUrl } from './mail-content.ts'
import { Act, AddressInFull, Paragraph, renderMail } from './mail-document.tsx'

type ExistingAccountMailInput = { applicationName: string; email: string; url: string }

/**
 * For somebody who signs up with an address that has an account already. The page does not tell
 * them, because anybody could have typed the address: its owner is told here.
 */
export function existingAccountMail(input: ExistingAccountMailInput): MailContent {
  const { applicationName, email } = input
  const url = webUrl(input.url)
  const heading = 'You already have an account'
  const instruction = `Somebody, probably you, tried to sign up for ${applicationName} with ${email}. This address has an account: sign in with it. If you forgot the password, you can set a new one there.`
  const reason = `You get this mail because ${email} was entered at ${applicationName}. If that was not you, there is nothing to do: your account is as it was.`
  return {
    subject: subjectLine(`You already have an account at ${applicationName}`),
    html: renderMail({
      applicationName,
      heading,
      preview: instruction,
      reason,
      children: (
        <>
          <Paragraph>{instruction}</Paragraph>
          <Act href={url}>Sign in</Act>
          <AddressInFull href={url} />
        </>
      ),
    }),
    text: textPart([heading, instruction, url, reason]),
  }
}
