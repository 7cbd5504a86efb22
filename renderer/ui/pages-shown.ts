/**
 * Whether the window shows pages, so that a link to one leads somewhere. What takes the whole window – signing in, a
 * workspace that cannot be opened – says no.
 */
import { createContext, useContext } from 'react'

export const PagesShown = createContext(true)
export const usePagesShown = (): boolean => useContext(PagesShown)
