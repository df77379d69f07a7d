/** Not declared by pg's types; pg's own companions, such as pg-cursor, use it as well. */
declare module 'pg/lib/utils.js' {
  const utils: { prepareValue(value: unknown): string | Buffer | null }
  export default utils
}
