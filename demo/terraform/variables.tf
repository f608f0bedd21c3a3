variable "prefix" {
  description = <<-EOT
    Start of every name. The names of the API Management service, the sites, the storage accounts and the key vault are
    host names that the whole world shares, so choose one of your own. At most 15 characters: a function app with a name
    of more than 32 would share its host id, and with it its locks in the storage account, with its neighbour.
  EOT
  type        = string
  default     = "fn-apim-mi-demo"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,13}[a-z0-9]$", var.prefix))
    error_message = "The prefix must be 3 to 15 lower-case letters, digits and hyphens, start with a letter, and not end with a hyphen."
  }
}

variable "location" {
  description = "Azure region of everything."
  type        = string
  default     = "UK South"
}

variable "publisher_name" {
  description = "Who publishes the APIs; API Management shows it in its developer portal."
  type        = string
  default     = "Managed identity demo"
}

variable "publisher_email" {
  description = "Where API Management sends its notifications."
  type        = string
  default     = "demo@example.com"
}
