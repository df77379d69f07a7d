export const path = '/user_management/jwt_template'

export interface Template {
  content: string
}
