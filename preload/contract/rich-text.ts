/**
 * A description as a tree of harmless nodes. Whatever markup Jira sent (wiki, or ADF on Cloud),
 * main turns it into this; the window draws it with plain elements and never as HTML.
 */
import { z } from 'zod'

export type Mark = 'strong' | 'emphasis' | 'underline' | 'strike' | 'code' | 'superscript' | 'subscript' | 'citation'

export type Inline =
  | { type: 'text'; text: string; marks?: Mark[] | undefined; color?: string | undefined }
  | { type: 'break' }
  /** `href` is http, https or mailto; anything else became plain text. */
  | { type: 'link'; href: string; children: Inline[] }
  | { type: 'mention'; name: string }
  | { type: 'emoji'; text: string }
  /** An image or attachment is named, never loaded from afar. */
  | { type: 'attachment'; name: string }

export type Block =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'heading'; level: 1 | 2 | 3 | 4 | 5 | 6; children: Inline[] }
  /** `start`: the first item's number, when it is not 1. */
  | { type: 'list'; ordered: boolean; start?: number | undefined; items: Block[][] }
  | { type: 'quote'; children: Block[] }
  | { type: 'code'; language?: string | undefined; title?: string | undefined; text: string }
  | {
      type: 'panel'
      title?: string | undefined
      tone: 'plain' | 'info' | 'note' | 'warning' | 'tip'
      children: Block[]
    }
  | { type: 'table'; rows: { header: boolean; children: Inline[] }[][] }
  | { type: 'rule' }

/** `truncated`: the text was longer or nested deeper than is shown. */
export interface RichText {
  blocks: Block[]
  truncated: boolean
}

const mark = z.enum(['strong', 'emphasis', 'underline', 'strike', 'code', 'superscript', 'subscript', 'citation'])
const inline: z.ZodType<Inline> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({
      type: z.literal('text'),
      text: z.string(),
      marks: z.array(mark).optional(),
      color: z
        .string()
        .regex(/^#[0-9a-f]{6}$/)
        .optional()
    }),
    z.object({ type: z.literal('break') }),
    z.object({ type: z.literal('link'), href: z.string().regex(/^(https?:\/\/|mailto:)/i), children: z.array(inline) }),
    z.object({ type: z.literal('mention'), name: z.string() }),
    z.object({ type: z.literal('emoji'), text: z.string() }),
    z.object({ type: z.literal('attachment'), name: z.string() })
  ])
)
const block: z.ZodType<Block> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('paragraph'), children: z.array(inline) }),
    z.object({
      type: z.literal('heading'),
      level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6)]),
      children: z.array(inline)
    }),
    z.object({
      type: z.literal('list'),
      ordered: z.boolean(),
      start: z.number().int().positive().optional(),
      items: z.array(z.array(block))
    }),
    z.object({ type: z.literal('quote'), children: z.array(block) }),
    z.object({
      type: z.literal('code'),
      language: z.string().optional(),
      title: z.string().optional(),
      text: z.string()
    }),
    z.object({
      type: z.literal('panel'),
      title: z.string().optional(),
      tone: z.enum(['plain', 'info', 'note', 'warning', 'tip']),
      children: z.array(block)
    }),
    z.object({
      type: z.literal('table'),
      rows: z.array(z.array(z.object({ header: z.boolean(), children: z.array(inline) })))
    }),
    z.object({ type: z.literal('rule') })
  ])
)
export const richTextSchema: z.ZodType<RichText> = z.object({ blocks: z.array(block), truncated: z.boolean() })
