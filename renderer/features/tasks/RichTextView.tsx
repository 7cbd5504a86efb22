/** Draws a description from its nodes with plain elements; there is no HTML to trust here. */
import { Code } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { createElement, Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Block, Inline, Mark, RichText } from '../../../preload/contract/index.ts'
import { ExternalLink } from '../../ui/ExternalLink.tsx'
import classes from './RichTextView.module.css'

export function RichTextView({ text }: { readonly text: RichText }) {
  const { t } = useTranslation()
  return (
    <div className={classes.text}>
      <Blocks blocks={text.blocks} />
      {text.truncated && <p className={classes.quiet}>{t('tasks.truncated')}</p>}
    </div>
  )
}

const Blocks = ({ blocks }: { readonly blocks: readonly Block[] }) =>
  blocks.map((block, index) => <BlockView key={index} block={block} />)

function BlockView({ block }: { readonly block: Block }): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return (
        <p>
          <Inlines nodes={block.children} />
        </p>
      )
    case 'heading':
      // The panel has headings up to level 3 of its own; the description's go below them.
      return createElement(`h${Math.min(6, block.level + 3)}`, null, <Inlines nodes={block.children} />)
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index}>
          <Blocks blocks={item} />
        </li>
      ))
      return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>
    }
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.children} />
        </blockquote>
      )
    case 'code':
      return (
        <figure>
          {block.title && <figcaption>{block.title}</figcaption>}
          <Code block tabIndex={0}>
            {block.text}
          </Code>
        </figure>
      )
    case 'panel':
      return (
        <div role="note" className={classes.panel} data-tone={block.tone}>
          {block.title && <strong>{block.title}</strong>}
          <Blocks blocks={block.children} />
        </div>
      )
    case 'table':
      return (
        <div className={classes.table} tabIndex={0}>
          <table>
            <tbody>
              {block.rows.map((row, at) => (
                <tr key={at}>
                  {row.map((cell, index) =>
                    createElement(cell.header ? 'th' : 'td', { key: index }, <Inlines nodes={cell.children} />)
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )
    case 'rule':
      return <hr />
  }
}

const Inlines = ({ nodes }: { readonly nodes: readonly Inline[] }) =>
  nodes.map((node, index) => (
    <Fragment key={index}>
      <InlineView node={node} />
    </Fragment>
  ))

const elements: Record<Mark, string> = {
  strong: 'strong',
  emphasis: 'em',
  underline: 'u',
  strike: 's',
  code: 'code',
  superscript: 'sup',
  subscript: 'sub',
  citation: 'cite'
}

function InlineView({ node }: { readonly node: Inline }): ReactNode {
  const { t } = useTranslation()
  switch (node.type) {
    case 'text': {
      const marked = (node.marks ?? []).reduce<ReactNode>(
        (inner, mark) => createElement(elements[mark], null, inner),
        node.text
      )
      // Mixed with the text's own colour, so that a colour chosen for white paper can be read in the dark.
      return node.color ? (
        <span style={{ color: `color-mix(in srgb, ${node.color} 65%, var(--mantine-color-text))` }}>{marked}</span>
      ) : (
        marked
      )
    }
    case 'break':
      return <br />
    case 'link':
      return (
        <ExternalLink href={node.href}>
          <Inlines nodes={node.children} />
        </ExternalLink>
      )
    case 'mention':
      return <span className={classes.mention}>@{node.name}</span>
    case 'emoji':
      return node.text
    case 'attachment':
      return (
        <span className={classes.attachment} title={t('tasks.image', { name: node.name })}>
          <IconPaperclip size={13} aria-hidden /> {node.name}
        </span>
      )
  }
}
