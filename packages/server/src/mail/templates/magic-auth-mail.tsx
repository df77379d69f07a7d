import { duration, type MailContent, subjectLine, textPart } from './mail-content.ts'
import { Code, Paragraph, renderMail } from './mail-document.tsx'

type MagicAuthMailInput = {
  applicationName: string
  email: string
  code: string
  expiresInMinutes: number
}

/** The code that signs in. It stands in the subject, so that a notification is enough to read it. */
export function magicAuthMail(input: MagicAuthMailInput): MailContent {
  const { applicationName, email, code, expiresInMinutes } = input
  const heading = 'Your sign-in code'
  const instruction = `Enter it on the page that asked for it to sign in to ${applicationName}. It works once, for ${duration(expiresInMinutes)}.`
  const reason = `You get this mail because someone asked to sign in to ${applicationName} as ${email}. If that was not you, there is nothing to do. Whoever has the code can sign in as you: do not share it with anybody.`
  return {
    subject: subjectLine(`${code} is your sign-in code for ${applicationName}`),
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
    text: textPart([
      `Your sign-in code for ${applicationName}:`,
      `    ${code}`,
      instruction,
      reason,
    ]),
  }
}
