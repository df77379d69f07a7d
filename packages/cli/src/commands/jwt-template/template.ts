export const templatePath = '/user_management/jwt_template'

export interface Template {
  content: string
}
