/** Where the keys of a long list lead: the new index, or null for a key that is none of its. */
export function moveByKey(key: string, index: number, total: number, rowsInView: number): number | null {
  const last = total - 1
  const page = Math.max(1, rowsInView - 1)
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, index + 1)
    case 'ArrowUp':
      return Math.max(0, index - 1)
    case 'PageDown':
      return Math.min(last, index + page)
    case 'PageUp':
      return Math.max(0, index - page)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}
