/** `%`, `_` and the escape itself, taken literally by `like … escape '\'`. */
export const likeContains = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
