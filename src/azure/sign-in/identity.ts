/** What is used of @azure/identity: the built program holds nothing else of it. */
export {
  AuthenticationRequiredError,
  AzureDeveloperCliCredential,
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  DeviceCodeCredential,
  InteractiveBrowserCredential,
  useIdentityPlugin,
} from '@azure/identity';
