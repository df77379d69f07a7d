import { changing } from '../resource.ts'

export const commands = {
  set: changing({
    examples: [['latchkey homepage set https://app.example.com', 'The address of the application']],
    arguments: { address: { summary: 'The whole address' } },
    done: ({ url }: { url: string }) => `Hosted pages lead back to ${url}.`,
    call: ({ call }, { address }) =>
      call<{ url: string }>('PUT', '/user_management/app_homepage_url', { body: { url: address } }),
  }),
}
