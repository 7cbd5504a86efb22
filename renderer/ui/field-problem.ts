import type { Failure } from '../../preload/contract/index.ts'

/** What is wrong with one field of a form. */
export interface FieldProblem<Field extends string = string> {
  readonly field: Field
  readonly text: string
}

/** What main says about one of a form's fields, to be told right there; null for every other failure. */
export function problemAt<Field extends string>(
  failure: Failure | null,
  fields: readonly Field[]
): FieldProblem<Field> | null {
  const field = fields.find((one) => one === failure?.field)
  return failure?.code === 'invalid-input' && field ? { field, text: failure.params['problem'] ?? failure.cause } : null
}
