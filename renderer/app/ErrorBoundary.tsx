import { Button, Stack, Text, Title } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { i18next } from '../i18n/i18n.ts'

/** Shows something a person can act on when a page fails to draw, instead of an empty window. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  private readonly goBack = () => {
    window.location.hash = '#/projects'
    this.setState({ failed: false })
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <Stack role="alert" align="center" justify="center" h="100vh" p="xl">
        <Title order={1}>{i18next.t('shell.crashed')}</Title>
        <Text c="dimmed">{i18next.t('shell.crashedHint')}</Text>
        <Button onClick={this.goBack}>{i18next.t('shell.backToProjects')}</Button>
      </Stack>
    )
  }
}
