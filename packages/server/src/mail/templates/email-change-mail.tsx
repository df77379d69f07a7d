import { duration, type MailContent, subjectLine, textPart } from './mail-content.ts'
import { Code, Paragraph, renderMail } from './mail-document.tsx'

type EmailChangeMailInput = {
  applicationName: string
  /** The address that the account has now. */
  email: string
  newEmail: string
  code: string
  expiresInMinutes: number
}

/** The code that moves an account to the address that this mail is sent to. */
export function emailChangeMail(input: EmailChangeMailInput): MailContent {
  const { applicationName, email, newEmail, code, expiresInMinutes } = input
  const heading = 'Your code for a new address'
  const instruction = `Enter it in ${applicationName} to sign in with ${newEmail} from now on. It works once, for ${duration(expiresInMinutes)}.`
  const reason = `You get this mail because the account ${email} at ${applicationName} wants to use ${newEmail}. If that was not you, there is nothing to do. Do not share the code with anybody.`
  return {
    subject: subjectLine(`${code} is your code to change your address at ${applicationName}`),
    html: renderMail({
      applicationName,
      heading,
      preview: instruction,
      reason,
      children: (
        <>
          <Paragraph>{instruction}</Paragraph>
          <Code>{code}</Code>
        </>
      ),
    }),
    text: textPart([`${heading}:`, `    ${code}`, instruction, reason]),
  }
}
