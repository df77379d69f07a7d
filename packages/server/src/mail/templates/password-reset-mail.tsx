import { duration, type MailContent, subjectLine, textPart, webUrl } from './mail-content.ts'
import { Act, AddressInFull, Paragraph, renderMail } from './mail-document.tsx'

type PasswordResetMailInput = {
  applicationName: string
  email: string
  url: string
  expiresInMinutes: number
}

/** The link to choose a new password, with what using it does. */
export function passwordResetMail(input: PasswordResetMailInput): MailContent {
  const { applicationName, email, expiresInMinutes } = input
  const url = webUrl(input.url)
  const heading = 'Choose a new password'
  const instruction = `This link lets you set a new password for ${email}. It works once, for ${duration(expiresInMinutes)}, and signs you out everywhere else.`
  const reason = `You get this mail because someone asked for a new password for ${email} at ${applicationName}. If that was not you, there is nothing to do: your password stays as it is.`
  return {
    subject: subjectLine(`Choose a new password for ${applicationName}`),
    html: renderMail({
      applicationName,
      heading,
      preview: instruction,
      reason,
      children: (
        <>
          <Paragraph>{instruction}</Paragraph>
          <Act href={url}>Choose a new password</Act>
          <AddressInFull href={url} />
        </>
      ),
    }),
    text: textPart([`Choose a new password for ${applicationName}:`, url, instruction, reason]),
  }
}
